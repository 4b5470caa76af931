/** Rows [`from`, `to`) of columns, and where in the arrays of readings that of `from` goes. */
export type RowSpan = { readonly from: number; readonly to: number; readonly at: number }
