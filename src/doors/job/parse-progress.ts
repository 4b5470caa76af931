/** How far a command is. */
export type CommandProgress = { readonly done: number; readonly total: number }

/** Progress out of a line on stderr; `undefined` of any other line. Never throws. */
export function parseProgress(line: string): CommandProgress | undefined {
  const match = /^progress (\d{1,15}) of (\d{1,15})$/.exec(line)
  return match === null ? undefined : { done: Number(match[1]), total: Number(match[2]) }
}
