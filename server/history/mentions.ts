/** In SQL: up to which key the table `mention` has every event. */
export const MARK = "coalesce((SELECT CAST(value AS INTEGER) FROM note WHERE name = 'mentions'), 0)";

/** In SQL: an event's agent, robot or job; it has one of them at most. */
export const ENTITY = "coalesce(agent, robot, job)";
/** In SQL: the names that an event mentions. */
export const MENTIONED = ["type", "source", ENTITY];

/** What a file of version 3 had in place of the table; they go once it has every event. */
export const OLD_INDEXES = ["event_type", "event_source", "event_agent", "event_robot", "event_job"];
