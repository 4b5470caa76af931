/** What a switch says, and that it cannot be heard any more. */
export type SwitchEar = {
  readonly onText: (text: string) => void
  /** The line is broken: unplugged, ended, or never there. Said once, and nothing after it. */
  readonly onBroken: (why: string) => void
}

/** A line to a switch that is open. */
export type SwitchLink = {
  /** Sends a line to its lights, or loses it: they are for looking at. */
  readonly write: (text: string) => void
  readonly close: () => void
}

/** The way to a switch: a serial line, or one that is made up. */
export interface SwitchPort {
  /** Where it is, for people. */
  readonly name: string
  /** Never throws: what cannot be opened is told as broken, later. */
  open(ear: SwitchEar): SwitchLink
}
