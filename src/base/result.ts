/** What a stranger's input came to: a value, or one sentence saying why not. */
export type Result<T, E = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function declined<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}
