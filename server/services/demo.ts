/** The simulator of this server. */
export interface DemoService {
  running(): boolean;
  start(): void;
  stop(): Promise<void>;
}
