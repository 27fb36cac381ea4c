import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the house counts for operators. No label names a person, a meeting or a choice (G15). */
export interface Metrics {
  /** Prometheus text. */
  text(): Promise<{ type: string; body: string }>;
  /** Reads the number of open connections of one kind when asked. */
  countConnections(kind: 'events' | 'minutes', read: () => number): void;
  /** One commit of the event log. */
  committed(seconds: number, commands: number): void;
  /** One answered HTTP request, by class of status (`2xx` …). */
  answered(status: number): void;
  /** One attempt of the post, by channel and the state it led to. */
  delivered(channel: string, state: string): void;
  /** A bug that was logged. */
  faulted(): void;
}

/** Makes the counters, each house its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
  const registers = [registry];
  const readers = new Map<string, () => number>();
  const connections = new Gauge({
    name: 'lianxi_connections',
    help: 'Open connections',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, read] of readers) this.set({ kind }, read());
    },
  });
  const commits = new Histogram({
    name: 'lianxi_commit_seconds',
    help: 'Time of one commit of the event log',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const commands = new Counter({ name: 'lianxi_commands_total', help: 'Commands made durable', registers });
  const requests = new Counter({
    name: 'lianxi_http_requests_total',
    help: 'API requests answered',
    labelNames: ['status'],
    registers,
  });
  const deliveries = new Counter({
    name: 'lianxi_deliveries_total',
    help: 'Attempts to deliver, by what they led to',
    labelNames: ['channel', 'state'],
    registers,
  });
  const faults = new Counter({ name: 'lianxi_faults_total', help: 'Bugs logged', registers });
  return {
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
    countConnections(kind, read) {
      readers.set(kind, read);
      connections.set({ kind }, 0);
    },
    committed(seconds, count) {
      commits.observe(seconds);
      commands.inc(count);
    },
    answered: (status) => requests.inc({ status: `${Math.floor(status / 100)}xx` }),
    delivered: (channel, state) => deliveries.inc({ channel, state }),
    faulted: () => faults.inc(),
  };
}
