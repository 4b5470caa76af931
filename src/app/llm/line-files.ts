import fs from 'node:fs'
import path from 'node:path'
import { reasonOf, UserError } from '../../base/index.ts'
import { makeFolder } from '../../kernel/index.ts'
import type { LineLog } from '../../llm/index.ts'

const lineEnd = 10

/**
 * Files of lines in one folder, each `NAME.jsonl`, only ever added to. Several processes may add
 * to one at the same time: a line is one write behind everything that stands there. A line that a
 * crash tore stays a line of its own, which nobody can read.
 */
export class LineFiles implements LineLog {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  append(name: string, line: string): void {
    this.#attempt(name, 'written', (file) => {
      makeFolder(this.#folder)
      // What models were asked and said is the strategy: for nobody else.
      const handle = fs.openSync(file, 'a+', 0o600)
      try {
        const bytes = Buffer.from(`${endsInLine(handle) ? '' : '\n'}${line}\n`)
        if (fs.writeSync(handle, bytes) !== bytes.length) throw new Error('the disk is full')
        fs.fdatasyncSync(handle)
      } finally {
        fs.closeSync(handle)
      }
    })
  }

  read(name: string): readonly string[] {
    return this.#attempt(name, 'read', (file) => {
      if (!fs.existsSync(file)) return []
      const text = fs.readFileSync(file, 'utf8')
      // What has no end yet is still being written, or was torn.
      return text
        .split('\n')
        .slice(0, -1)
        .filter((line) => line !== '')
    })
  }

  #attempt<T>(name: string, what: string, act: (file: string) => T): T {
    if (!/^[\w.-]{1,120}$/.test(name))
      throw new UserError(
        'model-log',
        `'${name}' is no name of a log; use letters, digits and -.`,
        3,
      )
    const file = path.join(this.#folder, `${name}.jsonl`)
    try {
      return act(file)
    } catch (error) {
      throw new UserError(
        'model-log',
        `${file} could not be ${what} (${reasonOf(error)}); free some space or mend its rights.`,
        3,
      )
    }
  }
}

function endsInLine(handle: number): boolean {
  const { size } = fs.fstatSync(handle)
  const last = Buffer.alloc(1)
  return size === 0 || (fs.readSync(handle, last, 0, 1, size - 1) === 1 && last[0] === lineEnd)
}
