/** A function of one, two or three numbers as one of a golden row, whose first numbers they are. */
type OfRow = (row: readonly number[]) => number

export const one =
  (f: (x: number) => number): OfRow =>
  (row) =>
    f(row[0] ?? Number.NaN)

export const two =
  (f: (a: number, b: number) => number): OfRow =>
  (row) =>
    f(row[0] ?? Number.NaN, row[1] ?? Number.NaN)

export const three =
  (f: (a: number, b: number, c: number) => number): OfRow =>
  (row) =>
    f(row[0] ?? Number.NaN, row[1] ?? Number.NaN, row[2] ?? Number.NaN)
