"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Ago } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { Empty } from "#components/ui/empty";
import { Select } from "#components/ui/form";
import { Panel } from "#components/ui/panel";
import type { User } from "#lib/access/api";
import { PERSON_ROLES } from "../../lib/access/decide.ts";
import type { Change } from "./access-page.tsx";
import { AccessTable, LONG_TEXT } from "./access-table.tsx";
import { ConfirmButton } from "./confirm-button.tsx";
import { NewUserForm } from "./new-user-form.tsx";

interface UsersPanelProps {
  users: readonly User[];
  change: Change;
  again: () => void;
}

const HEADS = [
  { name: "Name" },
  { name: "Role" },
  { name: "Sessions", className: "max-sm:hidden", number: true },
  { name: "Made", className: "max-sm:hidden" },
];

/** People, what each may, and a way to let one more in. */
export function UsersPanel({ users, change, again }: UsersPanelProps) {
  const [adding, setAdding] = useState(false);
  const add = (
    <Button icon={UserPlus} onClick={() => setAdding(true)}>
      New user
    </Button>
  );
  return (
    <Panel
      title="Users"
      sub="Viewers look, operators change, admins decide who may"
      actions={users.length > 0 && add}
      flush
    >
      {users.length === 0 ? (
        <Empty title="No user yet" action={add}>
          The first one is an admin.
        </Empty>
      ) : (
        <AccessTable label="Users" heads={HEADS}>
          {users.map(({ name, role, provider, sessions, created_at }) => (
            <tr key={name}>
              <td className={`text-strong max-sm:min-w-16 ${LONG_TEXT}`}>{name}</td>
              <td>
                {provider === null ? (
                  <RoleChoice name={name} role={role} change={change} />
                ) : (
                  <span className="block max-sm:max-w-28">
                    {role} <span className="block truncate text-12 text-quiet">by {provider}</span>
                  </span>
                )}
              </td>
              <td data-number className="max-sm:hidden">
                {sessions}
              </td>
              <td className="max-sm:hidden">
                <Ago at={Date.parse(created_at) / 1000} />
              </td>
              <td className="text-end">
                <ConfirmButton verb="Remove" whom={name} onConfirm={() => change(`${pathOf(name)}/remove`)} />
              </td>
            </tr>
          ))}
        </AccessTable>
      )}
      <Dialog open={adding} onClose={() => setAdding(false)} title="New user">
        <NewUserForm
          first={users.length === 0}
          onMade={() => {
            setAdding(false);
            again();
          }}
        />
      </Dialog>
    </Panel>
  );
}

function RoleChoice({ name, role, change }: Pick<User, "name" | "role"> & { change: Change }) {
  return (
    <Select
      aria-label={`Role of ${name}`}
      value={role}
      className="my-0.5 h-7! w-28! max-sm:w-24! pointer-coarse:h-11!"
      onChange={(event) => void change(pathOf(name), { role: event.target.value })}
    >
      {PERSON_ROLES.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </Select>
  );
}

const pathOf = (name: string): string => `/api/access/users/${encodeURIComponent(name)}`;
