/** Where what is known comes from. @see SPEC P2. */
export type Moat = 'market' | 'code' | 'logistics' | 'government' | 'corporate'

/** Every moat, in the order they are listed. */
export const moats: readonly Moat[] = ['market', 'code', 'logistics', 'government', 'corporate']

/** A column from outside the bars, as `outside` reads it, and the moat that it is of. */
export type MoatColumn = { readonly moat: Moat; readonly column: string }
