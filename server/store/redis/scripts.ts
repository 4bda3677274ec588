import type { Redis } from "ioredis";

/*
 * Lua, so that what must happen together does. Redis doesn't undo a script that fails midway: everything that can
 * refuse or fail (a wrong type, a full memory) comes before the first write.
 */

// How long an event id is remembered: longer than any outbox holds an event that it may have to send again.
const DEDUP_SECONDS = 900;

// appendOnce(stream, max length or "0", dedup key, first and last ARGV of the fields)
const APPEND_ONCE = `
local function appendOnce(stream, maxLength, dedup, from, to)
  local id = redis.call('GET', dedup)
  if id then return id end
  if maxLength == '0' then
    id = redis.call('XADD', stream, '*', unpack(ARGV, from, to))
  else
    id = redis.call('XADD', stream, 'MAXLEN', '~', maxLength, '*', unpack(ARGV, from, to))
  end
  redis.call('SET', dedup, id, 'EX', ${DEDUP_SECONDS})
  return id
end`;

// KEYS: stream, a dedup key per entry. ARGV: max length, then per entry the number of texts and the texts.
const append = `${APPEND_ONCE}
local ids, at = {}, 2
for i = 2, #KEYS do
  local size = tonumber(ARGV[at])
  ids[i - 1] = appendOnce(KEYS[1], ARGV[1], KEYS[i], at + 1, at + size)
  at = at + 1 + size
end
return ids`;

// KEYS: stream, epoch. ARGV: the place asked about, an epoch in case there is none.
// Gives: epoch, first id, last id, entries removed, newest entry's id and event id, whether the place has an entry, its event id.
const state = `
local function eventId(fields)
  local id = false
  for i = 1, #fields, 2 do if fields[i] == 'id' then id = fields[i + 1] end end
  return id
end
local epoch = redis.call('GET', KEYS[2])
if not epoch then
  epoch = ARGV[2]
  redis.call('SET', KEYS[2], epoch)
end
if redis.call('EXISTS', KEYS[1]) == 0 then return {epoch, 0, false, '0-0', 0, false, false, 0, false} end
local reply, info = redis.call('XINFO', 'STREAM', KEYS[1]), {}
for i = 1, #reply, 2 do info[reply[i]] = reply[i + 1] end
local first, newest, added = info['first-entry'], info['last-entry'], info['entries-added']
local entry = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
return {
  epoch, info['length'], first and first[1], info['last-generated-id'], added and added - info['length'] or false,
  newest and newest[1], newest and eventId(newest[2]), entry and 1 or 0, entry and eventId(entry[2]) or false
}`;

// KEYS: epoch. ARGV: the old one, the new one.
const renewEpoch = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) end
return 1`;

// KEYS and ARGV in the order in which they are taken: see commit.ts.
// Gives: "ok" and the ids; or "lease"; or "record" and the number of the check that failed.
const commit = `${APPEND_ONCE}
local nextKey, nextArg = 0, 0
local function key() nextKey = nextKey + 1; return KEYS[nextKey] end
local function arg() nextArg = nextArg + 1; return ARGV[nextArg] end
local function revision(hash, name)
  local record = redis.call('HGET', hash, name)
  return record and tonumber(string.match(record, '^%d+')) or 0
end

local stream, maxLength, appends = key(), arg(), {}
for i = 1, tonumber(arg()) do
  local size = tonumber(arg())
  appends[i] = {dedup = key(), from = nextArg + 1, to = nextArg + size}
  nextArg = nextArg + size
end
local function appendAll()
  local ids = {'ok'}
  for _, each in ipairs(appends) do ids[#ids + 1] = appendOnce(stream, maxLength, each.dedup, each.from, each.to) end
  return ids
end
if appends[1] and redis.call('EXISTS', appends[1].dedup) == 1 then return appendAll() end

if arg() == 'fenced' then
  local holder, token = arg(), arg()
  if redis.call('GET', key()) ~= holder then return {'lease'} end
  if redis.call('GET', key()) ~= token then return {'lease'} end
end
for i = 1, tonumber(arg()) do
  local hash, name = key(), arg()
  if revision(hash, name) ~= tonumber(arg()) then return {'record', i} end
end

local puts = {}
for i = 1, tonumber(arg()) do
  puts[i] = {hash = key(), names = key(), name = arg(), value = arg()}
  revision(puts[i].hash, puts[i].name)
end
local ids = appendAll()
for _, put in ipairs(puts) do
  redis.call('HSET', put.hash, put.name, (revision(put.hash, put.name) + 1) .. ':' .. put.value)
  redis.call('ZADD', put.names, 0, put.name)
end
for _ = 1, tonumber(arg()) do
  local hash, names, name = key(), key(), arg()
  redis.call('HDEL', hash, name)
  redis.call('ZREM', names, name)
end
return ids`;

// KEYS: names, records. ARGV: least and greatest name, how many (-1 for all). Gives: name, record, name, record ...
const list = `
local found = {}
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[2], 'BYLEX', 'LIMIT', 0, ARGV[3])) do
  found[#found + 1] = name
  found[#found + 1] = redis.call('HGET', KEYS[2], name)
end
return found`;

// KEYS: lease, token. ARGV: holder, milliseconds. Gives the token, or nothing when somebody else holds it.
const acquireLease = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return false end
local token = holder and redis.call('GET', KEYS[2])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return token and tonumber(token) or redis.call('INCR', KEYS[2])`;

// KEYS: lease, token. ARGV: holder, token, milliseconds (0: let go).
const renewLease = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
if ARGV[3] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1`;

// What takes away must not be refused for want of room (`maxmemory`), though its event takes some.
const commitEvenWhenFull = `#!lua flags=allow-oom\n${commit}`;

const LUA = {
  append,
  state,
  renewEpoch,
  commit,
  commitEvenWhenFull,
  list,
  acquireLease,
  renewLease,
};

/** Runs a script: its keys, then its arguments. */
export type RunScript = (
  name: keyof typeof LUA,
  keys: readonly string[],
  args: readonly (string | number | Buffer)[],
) => Promise<unknown>;

/** Gives a connection our scripts: sent whole once per connection, by their hash from then on. */
export function withScripts(client: Redis): RunScript {
  const command = (name: string) => `brainwave_${name}`;
  for (const [name, lua] of Object.entries(LUA)) client.defineCommand(command(name), { lua });
  const commands = client as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  return (name, keys, args) =>
    commands[command(name)]?.(keys.length, ...keys, ...args) ??
    Promise.reject(new Error(`No script ${name}`));
}
