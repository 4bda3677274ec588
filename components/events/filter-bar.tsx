"use client";

import { CircleAlert, Search, X } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { IconButton } from "#components/ui/button";
import { parse } from "#lib/query/parse";
import { QUERY_LIMITS, type QueryProblem } from "#lib/query/syntax";
import { useSlash } from "../ui/use-slash.ts";
import type { CompletionHandle, CompletionState } from "./completion-list.tsx";

const CompletionList = dynamic(() => import("./completion-list.tsx"), { ssr: false });

interface FilterBarProps {
  /** The filter that is applied. */
  query: string;
  onApply: (query: string) => void;
}

// The same in the field and in what lies behind it, letter upon letter.
const LETTERS = "whitespace-pre ps-8 pe-9 font-mono text-12 pointer-coarse:text-16";
const CLOSED: CompletionState = { open: false, activeId: null };

/**
 * The filter as a line of text: checked while one types, with what could follow. `/` goes there, `Enter` applies it,
 * `Esc` closes the list, then takes back what was typed.
 */
export function FilterBar({ query, onApply }: FilterBarProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const completion = useRef<CompletionHandle>(null);
  const [text, setText] = useState(query);
  const [caret, setCaret] = useState(query.length);
  const [scrolled, setScrolled] = useState(0);
  const [focused, setFocused] = useState(false);
  const [wanted, setWanted] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [list, setList] = useState(CLOSED);
  const [shown, setShown] = useState(query);
  if (shown !== query) {
    setShown(query);
    setText(query);
  }
  useSlash(input);
  const parsed = parse(text);
  const problem = parsed.kind === "problem" ? parsed.problem : null;
  const open = focused && wanted;

  function apply(next = text): void {
    setWanted(false);
    if (parse(next).kind === "problem") setRefused(next);
    else onApply(next.trim());
  }

  function write(next: string, at: number): void {
    setText(next);
    setCaret(at);
    // After the new text is there.
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (open && completion.current?.onKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "ArrowDown" || (event.key === " " && event.ctrlKey)) {
      setWanted(true);
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (open && list.open) setWanted(false);
      else if (text !== query) setText(query);
      else input.current?.blur();
    }
  }

  return (
    <search className="relative min-w-0 flex-1">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
        className={`relative h-9 overflow-hidden rounded-control border bg-surface-0 pointer-coarse:h-11 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent ${
          problem && refused === text ? "border-critical" : "border-line-strong"
        }`}
      >
        <Search aria-hidden size={14} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-quiet" />
        {problem && (
          <Underline text={text} problem={problem} scrolled={scrolled} isRefused={refused === text} />
        )}
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="Filter"
          aria-autocomplete="list"
          aria-expanded={open && list.open}
          aria-controls={`${id}-list`}
          aria-activedescendant={(open && list.activeId) || undefined}
          aria-invalid={problem !== null && refused === text}
          aria-describedby={problem ? `${id}-problem` : undefined}
          placeholder='Filter: robot:robot_00* duration_seconds<60 -source:simulator "text"'
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={QUERY_LIMITS.chars}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setWanted(true);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            setWanted(false);
          }}
          onClick={() => setWanted(true)}
          onKeyDown={onKeyDown}
          className={`absolute inset-0 w-full bg-transparent text-strong outline-none placeholder:font-sans ${LETTERS}`}
        />
        {text !== "" && (
          <IconButton
            icon={X}
            label="Clear the filter"
            size={14}
            onClick={() => {
              setText("");
              apply("");
              input.current?.focus();
            }}
            className="absolute top-1/2 right-0.5 -translate-y-1/2"
          />
        )}
      </form>
      {(problem || open) && (
        <div className="absolute inset-x-0 top-full z-30 mt-1 flex flex-col gap-1">
          {problem && (
            <p
              id={`${id}-problem`}
              role={refused === text ? "alert" : undefined}
              className={`flex items-start gap-1.5 self-start rounded-control border bg-surface-2 px-2.5 py-1.5 text-12 shadow-over ${
                refused === text ? "border-critical/60 text-strong" : "border-line text-normal"
              }`}
            >
              <CircleAlert
                aria-hidden
                size={14}
                className={`mt-px shrink-0 ${refused === text ? "text-critical" : "text-warning"}`}
              />
              {problem.message}
            </p>
          )}
          {open && (
            <CompletionList
              ref={completion}
              id={`${id}-list`}
              text={text}
              caret={caret}
              onState={setList}
              onTake={write}
            />
          )}
        </div>
      )}
    </search>
  );
}

interface UnderlineProps {
  text: string;
  problem: QueryProblem;
  /** How far the field is scrolled, in pixels. */
  scrolled: number;
  isRefused: boolean;
}

/** What can't be read, underlined behind the transparent field. */
function Underline({ text, problem: { from, to }, scrolled, isRefused }: UnderlineProps) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 flex items-center overflow-hidden">
      <span className={`text-transparent ${LETTERS}`} style={{ transform: `translateX(${-scrolled}px)` }}>
        {text.slice(0, from)}
        <span
          className={`underline decoration-2 decoration-wavy underline-offset-4 ${isRefused ? "decoration-critical" : "decoration-warning"}`}
        >
          {text.slice(from, to) || " "}
        </span>
        {text.slice(Math.max(from, to))}
      </span>
    </div>
  );
}
