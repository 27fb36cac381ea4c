/** Planning a meeting: agenda, materials, reports, agreement. */
export const planning = {
  'error.nobody_presides':
    'The council has nobody who could preside; give somebody the convener’s or chair’s seat first.',
  'planning.autoTitle.meeting': '{council}, meeting {n} of {year}',
  'planning.autoTitle.workshop': '{council}, workshop {n} of {year}',
  'planning.autoTitle.forum': '{council}, forum {n} of {year}',
  'planning.autoTitle.extraordinary': '{council}, extraordinary meeting {n} of {year}',
} as const;
