/** Exchanges a row of a list with its neighbour; the list is changed in place. */
export const moveRow = <Row>(rows: Row[], index: number, by: -1 | 1): void => {
  const [row] = rows.splice(index, 1);
  if (row !== undefined) rows.splice(index + by, 0, row);
};
