import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Resolution } from '#lib/meeting/resolution.ts';
import { CHOICES, type Vote } from '#lib/meeting/vote.ts';
import { longDate } from '#lib/messages/chinese-dates.ts';
import { recordWords as words } from '#lib/messages/record-words.ts';
import { recordWith, unitNames } from './record-text.ts';
import type { RecordAttrs } from './record-attrs.ts';

const verdictOf = (vote: Vote): string => {
  if (vote.status === 'void') return words.vote.void;
  return vote.tally?.adopted ? words.vote.adopted : words.vote.rejected;
};

/** Which unit chose what, once an open vote is closed; a secret one has no units to name. */
function rollOf(meeting: Meeting, vote: Vote): string {
  if (vote.method === 'secret') return '';
  return CHOICES.flatMap((choice) => {
    const units = vote.ballots.filter((ballot) => ballot.choice === choice).flatMap((ballot) => ballot.unitId ?? []);
    return units.length > 0 ? [words.vote.chosen(words.vote.choices[choice], unitNames(meeting, units))] : [];
  }).join(words.semicolon);
}

/** A vote as a line: rule, figures, verdict, roll. A running vote shows its rule only (rule 12). */
function lineOf(meeting: Meeting, vote: Vote): string {
  const rule = words.vote.rule(vote.method, vote.base, vote.threshold);
  if (vote.status === 'open') return rule;
  if (vote.status === 'annulled') return words.vote.annulled(vote.reason);
  const recused = vote.recused.length > 0 ? words.vote.recused(unitNames(meeting, vote.recused)) : '';
  const figures = vote.tally ? words.vote.result(vote.tally) : '';
  return [rule, figures, verdictOf(vote), rollOf(meeting, vote), recused].filter(Boolean).join(words.semicolon);
}

const stateOf = (resolution: Resolution, votes: readonly Vote[]): string => {
  if (resolution.state === 'proposed') return 'voting';
  return resolution.state === 'drafted' && votes.at(-1)?.status === 'void' ? 'void' : resolution.state;
};

/** A resolution's record: number, title, text, who carries it out by when, and how it was decided. */
export function recordOfResolution(meeting: Meeting, resolution: Resolution): RecordAttrs {
  const { labels } = words;
  const votes = meeting.votes.filter((vote) => vote.resolutionId === resolution.id);
  const byConsent = resolution.state === 'adopted' && !votes.some((vote) => vote.status === 'closed');
  return recordWith(`resolution:${resolution.id}`, 'resolution', {
    at: resolution.decidedAt,
    title: `${words.resolution(resolution.number)} ${resolution.title}`,
    body: resolution.text,
    state: stateOf(resolution, votes),
    rows: [
      [labels.responsible, unitNames(meeting, resolution.responsible)],
      [labels.supporting, unitNames(meeting, resolution.supporting)],
      [labels.person, resolution.person],
      [labels.deadline, resolution.deadline ? longDate(resolution.deadline) : ''],
      [labels.measures, resolution.measures],
      [labels.reason, ['deferred', 'withdrawn'].includes(resolution.state) ? resolution.reason : ''],
      ...votes.map((vote): [string, string] => [labels.vote, lineOf(meeting, vote)]),
      ...(byConsent ? [[labels.consensus, words.consented] as [string, string]] : []),
    ],
  });
}
