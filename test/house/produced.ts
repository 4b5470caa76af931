import { appendFileSync } from 'node:fs'
import { inspect } from 'node:util'

/** Where everything that is produced under test is kept until it was looked through. */
export function suiteFolder(): string | undefined {
  return process.env['CANARY_SUITE']
}

/** What this process notes down. */
export function outputFile(folder: string): string {
  return `${folder}/produced-${process.pid}`
}

/** Notes something the program said, errors with all their causes, to be looked through. */
export function produced(...what: readonly unknown[]): void {
  const folder = suiteFolder()
  if (folder === undefined) return
  for (const each of what)
    appendFileSync(
      outputFile(folder),
      each instanceof Uint8Array ? each : `${typeof each === 'string' ? each : whole(each)}\n`,
    )
}

/** Notes a secret the program made, to be looked for from then on. */
export function madeSecret(text: string): void {
  const folder = suiteFolder()
  if (folder === undefined || text === '') return
  const secrets = [Buffer.from(text).toString('hex')]
  const line = { files: 0, bytes: 0, leaks: [], ms: 0, secrets }
  appendFileSync(`${outputFile(folder)}.log`, `${JSON.stringify(line)}\n`)
}

/** All there is to a value, what is hidden in it and the causes of an error included. */
export function whole(value: unknown): string {
  return inspect(value, { depth: 12, showHidden: true, maxStringLength: 100_000 })
}
