import { CopyRefused } from '../archive/copies.ts';
import type { Survey } from '../archive/survey.ts';
import { readConfig, type Config } from '../config.ts';

/** Reads the environment or ends with what is wrong in it. */
export function configOrExit(): Config {
  const read = readConfig(process.env, 'production');
  if (read.ok) return read.config;
  process.stderr.write(read.problems.map((problem) => `${problem}\n`).join(''));
  process.exit(2);
}

/** Runs a command: its sentences to standard output, a refusal in one line and exit code 1. */
export async function perform(command: () => Promise<string[]>): Promise<void> {
  try {
    process.stdout.write(`${(await command()).join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof CopyRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** What was found, for people: the counts that matter, and the fingerprint to compare. */
export function surveyLines({ counts, fingerprint, problems }: Survey): string[] {
  return [
    `${counts.meetings} meetings, ${counts.events} events, ${counts.minutes_versions} final minutes, ${counts.people} people`,
    `fingerprint ${fingerprint}`,
    ...problems.map((problem) => `PROBLEM ${problem}`),
  ];
}
