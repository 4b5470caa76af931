import { UserError } from '../../base/index.ts'

/** What a terminal is asked through. */
export type Terminal = {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WritableStream
}

/** The terminal of this process; `undefined` when nobody sits there. */
export function ownTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  return { input: process.stdin, output: process.stderr }
}

/** One line typed on a terminal, which does not show it. @throws UserError `usage` at Ctrl-C */
export async function askPassphrase(terminal: Terminal, question: string): Promise<string> {
  const { input, output } = terminal
  // First of all: what is typed quickly is not shown either.
  input.setRawMode(true)
  output.write(question)
  input.setEncoding('utf8')
  try {
    return await typedLine(input)
  } finally {
    input.setRawMode(false)
    input.pause()
    output.write('\n')
  }
}

function typedLine(input: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: readonly string[] = []
    const end = (run: () => void): void => {
      input.off('data', hear)
      input.off('end', stop)
      run()
    }
    const stop = (): void =>
      end(() => reject(new UserError('usage', 'No passphrase was typed, and nothing was done.')))
    const hear = (text: string): void => {
      for (const key of text) {
        if (key === '\r' || key === '\n') return end(() => resolve(typed.join('')))
        if (key === '\u0003' || key === '\u0004') return stop()
        if (key === '\u007f' || key === '\b') typed = typed.slice(0, -1)
        else typed = [...typed, key]
      }
    }
    input.on('data', hear)
    input.on('end', stop)
    // A second question finds it paused by the first.
    input.resume()
  })
}
