import { house } from './house.ts';

/** Name of the council a person sits on, the first of several; empty for somebody without a seat. */
export async function councilOf(personId: string): Promise<string> {
  const { councils } = house().archive;
  const [seat] = await councils.seatsOf(personId);
  return (seat && (await councils.get(seat.councilId)))?.name ?? '';
}
