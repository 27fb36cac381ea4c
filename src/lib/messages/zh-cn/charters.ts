/** Charters in words: what a council's rules demand, and the editor. */
export const charters = {
  'span.hour': '{amount} 小时',
  'span.day': '{amount} 天',
  'span.workingDay': '{amount} 个工作日',
} as const;
