import fs from 'node:fs'
import { Command, Option } from 'commander'
import { exportDeskAudit, listAudit, requireDesk, verifyDeskAudit } from '../../app/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import { formatTime } from '../../domain/index.ts'
import { type AuditFormat, auditFormats, verifyAuditExport } from '../../journal/index.ts'
import type { CliContext } from './cli-context.ts'

/** `coinswarm audit`: what people did to a desk, and the proof that nobody has changed it since. */
export function auditCommand(context: CliContext): Command {
  return new Command('audit')
    .description('List, verify or export the audit: every manual act on a desk.')
    .addCommand(listCommand(context))
    .addCommand(verifyCommand(context))
    .addCommand(exportCommand(context))
    .addHelpText('after', '\nExample:\n  coinswarm audit list')
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('List the newest acts: who, by which door, what, why, and what came of it.')
    .option('--last <n>', 'how many entries', '50')
    .addHelpText('after', '\nExample:\n  coinswarm audit list --last 10')
    .action(({ last }: { readonly last: string }) => {
      const count = Number(last)
      if (!Number.isSafeInteger(count) || count < 1)
        throw new UserError('usage', `--last takes a whole number above 0, was '${last}'.`)
      const rows = listAudit(context.deskFolder).slice(-count)
      if (rows.length === 0) requireDesk(context.deskFolder)
      const entries = rows.map(({ sequence, entry, hash }) => ({ sequence, ...entry, hash }))
      context.json({ command: 'audit list', entries })
      for (const { sequence, ts, door, actor, what, stage, reason, outcome } of entries) {
        const why = stage === 'asked' ? reason : outcome
        const words = `${actor} by ${door}: ${what}, ${stage}${why === '' ? '' : `: ${why}`}`
        context.print(`${sequence}  ${formatTime(ts)}  ${words}`)
      }
      if (rows.length === 0) context.print('Nobody has done anything to this desk yet.')
    })
}

function verifyCommand(context: CliContext): Command {
  return new Command('verify')
    .description('Find any changed, missing or moved entry, of a desk or of an exported file.')
    .argument('[file]', 'what audit export wrote; the audit of the desk when left out')
    .option('--head <mark>', 'SEQUENCE:HASH, kept elsewhere: it must be there')
    .addHelpText('after', '\nExample:\n  coinswarm audit verify audit.csv --head 12:9f…')
    .action((file: string | undefined, { head }: { readonly head?: string }) => {
      const kept = head === undefined ? undefined : parseHead(head)
      const found =
        file === undefined
          ? verifyDeskAudit(context.deskFolder, kept)
          : verifyAuditExport(textOf(file), kept)
      if (file === undefined && found.entries === 0) requireDesk(context.deskFolder)
      context.json({ command: 'audit verify', file: file ?? null, ...found })
      for (const fault of found.faults) context.print(fault)
      context.print(`${found.entries} entries${found.head === undefined ? '' : ', head'}`)
      if (found.head !== undefined) context.print(`${found.head.sequence}:${found.head.hash}`)
      context.print(found.ok ? 'The audit is whole.' : 'The audit has been changed.')
      if (!found.ok) context.answerNo()
    })
}

function exportCommand(context: CliContext): Command {
  return new Command('export')
    .description('Write the audit with its hashes: anyone can verify the file alone.')
    .addOption(new Option('--format <name>', 'of the file').choices(auditFormats).default('csv'))
    .option('--out <file>', 'a file instead of the terminal')
    .addHelpText('after', '\nExample:\n  coinswarm audit export --format csv --out audit.csv')
    .action(({ format, out }: { readonly format: AuditFormat; readonly out?: string }) => {
      const { text, head, entries } = exportDeskAudit(context.deskFolder, format)
      if (entries === 0) requireDesk(context.deskFolder)
      if (out === undefined) context.print(text.trimEnd())
      else writeText(out, text)
      context.json({
        command: 'audit export',
        format,
        file: out ?? null,
        entries,
        head: head ?? null,
      })
      if (out === undefined) return
      context.print(`${entries} entries in ${out}`)
      if (head !== undefined) context.print(`keep this elsewhere: ${head.sequence}:${head.hash}`)
    })
}

function parseHead(text: string): { readonly sequence: number; readonly hash: string } {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim())
  if (match === null)
    throw new UserError('usage', `--head takes SEQUENCE:HASH as printed, was '${text}'.`)
  return { sequence: Number(match[1]), hash: match[2] ?? '' }
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    throw new UserError('no-such-file', `${file} could not be read: ${reasonOf(error)}.`)
  }
}

function writeText(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text, { mode: 0o600 })
  } catch (error) {
    throw new UserError(
      'export-unwritten',
      `The export could not be written: ${reasonOf(error)}.`,
      3,
    )
  }
}
