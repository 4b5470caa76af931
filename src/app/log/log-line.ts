/** How much a line wants somebody, least first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export const logLevels: readonly [LogLevel, ...LogLevel[]] = ['debug', 'info', 'warn', 'error']

/** Something to be written down. */
export type LogEntry = {
  readonly level: LogLevel
  /** The part of the program that says it: `up`, `execution`, `http`. */
  readonly room: string
  readonly message: string
  /** What it is about, the same in every line of it: `order-12`, `request-7`. */
  readonly id?: string | undefined
  /** What led to it, by its id: `decision-BTC-USD.KRAKEN-1704067260000000`. */
  readonly cause?: string | undefined
}

/** Takes what is to be written down. Never throws, nor waits. */
export type LogSink = (entry: LogEntry) => void
