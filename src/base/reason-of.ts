/** What a caught value says of itself: an error's message, else its text. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
