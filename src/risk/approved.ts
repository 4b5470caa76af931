declare const stamp: unique symbol

/** An intent that has passed every limit. Only this room can mint one, so only it lets orders out. */
export type Approved<T> = T & { readonly [stamp]: 'approved' }

/** Private to this room: `index.ts` exports the type and not this function. */
export function approve<T>(intent: T): Approved<T> {
  return intent as Approved<T>
}
