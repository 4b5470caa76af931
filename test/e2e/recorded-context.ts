import { produced } from '../house/produced.ts'

/** Takes down what a command prints for people, and the documents for programs. */
export type Recorded = { readonly lines: readonly string[]; readonly documents: readonly object[] }

type RecordedContext = {
  readonly print: (line: string) => void
  readonly redraw: (lines: readonly string[]) => void
  readonly note: (line: string) => void
  readonly json: (document: object) => void
  readonly isJson: boolean
  readonly progress: () => { readonly update: () => void; readonly stop: () => void }
  readonly deskFolder: string
  readonly answerNo: () => void
  readonly interruption: () => AbortSignal
  readonly configuration: () => Promise<never>
}

/** Around a command that needs no desk and no settings, run in this process. */
export function recordedContext(): Recorded & { readonly context: RecordedContext } {
  const lines: string[] = []
  const documents: object[] = []
  const say = (line: string): void => {
    produced(line)
    lines.push(line)
  }
  const context = {
    print: (line: string): void => say(line),
    redraw: (all: readonly string[]): void => all.forEach(say),
    note: (line: string): void => say(line),
    json: (document: object): void => {
      produced(JSON.stringify(document))
      documents.push(document)
    },
    isJson: false,
    progress: () => ({ update: () => undefined, stop: () => undefined }),
    deskFolder: 'nowhere',
    answerNo: () => undefined,
    interruption: () => new AbortController().signal,
    configuration: () => Promise.reject(new Error('the command needs no settings')),
  }
  return { lines, documents, context }
}
