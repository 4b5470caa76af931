import fs from 'node:fs'
import { Command } from 'commander'
import { exportJournal, verifyDeskJournal } from '../../app/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import type { CliContext } from './cli-context.ts'
import { migrateCommand } from './journal-migrate.ts'

/** `coinswarm journal`: prove that the record is whole, and read it. */
export function journalCommand(context: CliContext): Command {
  return new Command('journal')
    .description('Verify, export or migrate the journal of a desk.')
    .addCommand(verifyCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(migrateCommand(context))
    .addHelpText('after', '\nExample:\n  coinswarm journal verify')
}

function verifyCommand(context: CliContext): Command {
  return new Command('verify')
    .description('Find any changed, missing, reordered or truncated byte.')
    .addHelpText('after', '\nExample:\n  coinswarm journal verify --json')
    .action(() => {
      const found = verifyDeskJournal(context.deskFolder)
      context.json({ command: 'journal verify', ...found, torn: found.torn ?? null })
      context.print(
        `${found.events} events, head ${found.head.sequence} ${found.head.hash.slice(0, 16)}`,
      )
      for (const { file, offset, message } of found.faults)
        context.print(`${file} at byte ${offset}: ${message}`)
      if (found.torn !== undefined)
        context.print('The last group was cut by a crash; the next start takes it off. No fault.')
      context.print(found.ok ? 'The journal is whole.' : 'The journal has been changed.')
      if (!found.ok) context.answerNo()
    })
}

function exportCommand(context: CliContext): Command {
  return new Command('export')
    .description('Write every event as one line of JSON.')
    .option('--out <file>', 'a file instead of the terminal')
    .addHelpText('after', '\nExample:\n  coinswarm journal export --out journal.jsonl')
    .action(({ out }: { readonly out?: string }) => {
      let events = 0
      const file = out === undefined ? undefined : openFile(out)
      for (const line of exportJournal(context.deskFolder)) {
        events += 1
        if (file === undefined) context.print(line)
        else fs.writeSync(file, `${line}\n`)
      }
      if (file !== undefined) fs.closeSync(file)
      context.json({ command: 'journal export', events, file: out ?? null })
      if (out !== undefined) context.print(`${events} events in ${out}`)
    })
}

function openFile(path: string): number {
  try {
    return fs.openSync(path, 'w', 0o600)
  } catch (error) {
    const why = reasonOf(error)
    throw new UserError('export-unwritten', `The export could not be written: ${why}.`, 3)
  }
}
