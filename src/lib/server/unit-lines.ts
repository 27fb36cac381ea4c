/** A unit as a form of lines names it; without a part it is guessed. What it says is still to be checked. */
export interface UnitLine {
  readonly name: string;
  readonly part?: string;
}

/** Units out of a form: a name on each line, and the parts chosen for them where there is one for every line. */
export function unitsIn(form: FormData): UnitLine[] {
  const names = String(form.get('units') ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const parts = form.getAll('part');
  return names.map((name, index) => (parts.length === names.length ? { name, part: String(parts[index]) } : { name }));
}
