import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute or so, by the end of its path; it begins, so that no core idles at the end. */
const long = [
  'faults/slow-readers.test.ts',
  'faults/kill-voting.test.ts',
  'faults/kill-typing.test.ts',
  'faults/malformed-minutes.test.ts',
  'archive/tampering-signed.test.ts',
  'protocol/double-votes.test.ts',
  'faults/offline-merge.test.ts',
  'desk/convergence.test.ts',
  'faults/reconnect-storm.test.ts',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((end) => moduleId.endsWith(end));
  return at < 0 ? long.length : at;
};

/** The long tests in their order, then the others as Vitest would. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
