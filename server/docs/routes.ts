import {
  ChangePassword,
  ChangeUser,
  CreateToken,
  CreateUser,
  EndSession,
  GetAccount,
  GetCredentials,
  LogIn,
  LogOut,
  RemoveUser,
  RevokeToken,
  SetUp,
} from "#lib/access/api";
import { BeginSignIn, FinishSignIn } from "#lib/access/api-provider";
import { ListRules, TryRule } from "#lib/alerts/api";
import {
  AcknowledgeAlert,
  ListAlerts,
  MuteSubject,
  PutRule,
  ResetRule,
  SnoozeAlert,
  UnmuteSubject,
} from "#lib/alerts/api-alerts";
import {
  AddChannel,
  ListChannels,
  ListDeliveries,
  RemoveChannel,
  TestChannel,
} from "#lib/alerts/api-delivery";
import { GetDemo, SetDemo } from "#lib/demo/api";
import { CreateSnapshot, GetHistory, ListAgents, MutateAgent } from "#lib/dna/api";
import { GetDiff, GetImpact, GetLineage, GetSnapshot, RollBack } from "#lib/dna/api-insights";
import { DropQuarantined, GetDoctor, GetQuarantine, RetryQuarantined } from "#lib/doctor/api";
import { ListEvents, PublishEvents } from "#lib/events/api";
import { GetHealth, GetOpenApi, GetPrometheus } from "#lib/health/api";
import {
  ExportEvents,
  GetCapsule,
  GetEvent,
  GetFields,
  GetHistogram,
  GetHistoryReport,
  GetOutages,
  GetPastState,
  GetValues,
} from "#lib/history/api";
import type { RouteSpec } from "#lib/http/api";
import { GetKarmaInfo, ScoreAgent, ScoreRyrAgent, ScoreRyrFleet, ScoreRyrRobot } from "#lib/karma/api";
import { GetEvaluations } from "#lib/karma/api-evaluations";
import { GetPicture } from "#lib/live/api";
import { AddMissions, GetMissions, ListJobs, RunJob } from "#lib/metrics/api";
import { GetStreams } from "#lib/streams/api";
import { GetRobot, GetRobotMetrics, GetTelemetryInfo, ListRobots } from "#lib/telemetry/api";
import { GetFleetHistory, GetMetricHistory } from "#lib/telemetry/api-history";
import {
  ArchiveRobot,
  BlockRobot,
  KickRobot,
  NoteRobot,
  RestoreRobot,
  UnblockRobot,
} from "#lib/telemetry/api-operators";
import { GetFleetSessions, ListSessions } from "#lib/telemetry/api-sessions";

/** Every route there is, under its name. A test compares it with the route files. */
export const ROUTES: Readonly<Record<string, RouteSpec>> = {
  CreateSnapshot,
  MutateAgent,
  GetHistory,
  ListAgents,
  RollBack,
  GetSnapshot,
  GetDiff,
  GetLineage,
  GetImpact,
  GetKarmaInfo,
  ScoreAgent,
  ScoreRyrAgent,
  ScoreRyrRobot,
  ScoreRyrFleet,
  GetEvaluations,
  ListJobs,
  RunJob,
  GetMissions,
  AddMissions,
  GetPicture,
  GetTelemetryInfo,
  GetRobotMetrics,
  ListRobots,
  GetRobot,
  KickRobot,
  BlockRobot,
  UnblockRobot,
  ArchiveRobot,
  RestoreRobot,
  NoteRobot,
  ListSessions,
  GetFleetSessions,
  GetMetricHistory,
  GetFleetHistory,
  ListEvents,
  PublishEvents,
  GetHistogram,
  GetFields,
  GetValues,
  ExportEvents,
  GetEvent,
  GetDoctor,
  GetQuarantine,
  RetryQuarantined,
  DropQuarantined,
  GetHistoryReport,
  GetPastState,
  GetOutages,
  GetCapsule,
  GetStreams,
  ListAlerts,
  AcknowledgeAlert,
  SnoozeAlert,
  MuteSubject,
  UnmuteSubject,
  ListRules,
  PutRule,
  ResetRule,
  TryRule,
  ListChannels,
  AddChannel,
  RemoveChannel,
  TestChannel,
  ListDeliveries,
  GetHealth,
  GetPrometheus,
  GetOpenApi,
  GetDemo,
  SetDemo,
  GetAccount,
  LogIn,
  SetUp,
  BeginSignIn,
  FinishSignIn,
  LogOut,
  ChangePassword,
  GetCredentials,
  CreateUser,
  ChangeUser,
  RemoveUser,
  CreateToken,
  RevokeToken,
  EndSession,
};
