import { Command } from 'commander'
import {
  type ConfigurationValues,
  type DatabaseStatus,
  databaseStatus,
  followDesk,
  migrateDeskDatabase,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

/** `coinswarm db`: PostgreSQL as the second home of the record. */
export function dbCommand(context: CliContext): Command {
  return new Command('db')
    .description('Keep the record of a desk in PostgreSQL as well; the journal stays the first.')
    .addCommand(migrateCommand(context))
    .addCommand(statusCommand(context))
    .addCommand(followCommand(context))
    .addHelpText('after', '\nExample:\n  coinswarm db status')
}

function migrateCommand(context: CliContext): Command {
  return new Command('migrate')
    .description('Bring the database to this version, all of it or nothing.')
    .option('--dry-run', 'only say what would be done')
    .addHelpText('after', '\nExample:\n  coinswarm db migrate --dry-run')
    .action(async ({ dryRun }: { readonly dryRun?: boolean }) => {
      const { values } = await context.configuration()
      const done = await migrateDeskDatabase(placeIn(values), dryRun === true)
      context.json({ command: 'db migrate', ...done })
      for (const step of done.steps) context.print(step)
      if (done.steps.length === 0) context.print(`${done.database} is of this version.`)
      else if (done.isDone) context.print(`${done.database} is now of this version.`)
      else context.print('Nothing was done yet; leave out --dry-run to do it.')
    })
}

function statusCommand(context: CliContext): Command {
  return new Command('status')
    .description('Say what the database holds of the journal, and what is still to be done.')
    .option('--compare', 'count and sum all rows against the journal, and check its hashes')
    .addHelpText('after', '\nExample:\n  coinswarm db status --compare --json')
    .action(async ({ compare }: { readonly compare?: boolean }) => {
      const { values } = await context.configuration()
      const isCompared = compare === true
      const found = await databaseStatus(placeIn(values), context.deskFolder, isCompared)
      const { database, server, pending, journal, comparison, vectors } = found
      context.json({ command: 'db status', ...found })
      context.print(`${database}, PostgreSQL ${server}`)
      context.print(vectorsText(vectors))
      for (const step of pending) context.print(`to be done: ${step}`)
      if (pending.length > 0) context.print('Run coinswarm db migrate.')
      if (journal === undefined) context.print('There is no journal in the desk folder yet.')
      else context.print(`${journal.copied} of ${journal.events} events are in the database.`)
      if (comparison === undefined) return
      const { events, rows, faults } = comparison
      for (const fault of faults) context.print(fault)
      const verdict = faults.length === 0 ? 'as in the journal' : 'not as in the journal'
      context.print(`${events} events in ${rows} rows are ${verdict}.`)
      if (faults.length > 0) context.answerNo()
    })
}

function vectorsText({ offered, present, isReady, held }: DatabaseStatus['vectors']): string {
  if (present === null)
    return offered === null
      ? 'pgvector is not there, and nothing needs it unless memory.vectors asks for it.'
      : `pgvector ${offered} is on the server, and not in this database.`
  return isReady ? `pgvector ${present}, ${held} vectors of this desk.` : `pgvector ${present}.`
}

/** Where the database is, and whether vectors are kept there too. */
function placeIn({
  database,
  memory,
}: ConfigurationValues): Parameters<typeof migrateDeskDatabase>[0] {
  return { ...database, hasVectors: memory.vectors === 'pgvector' }
}

function followCommand(context: CliContext): Command {
  return new Command('follow')
    .description('Copy the journal into the database, and go on as it grows, until interrupted.')
    .option('--once', 'end when all is copied')
    .option('--again', 'take what the database holds of this journal out first')
    .addHelpText('after', '\nExample:\n  coinswarm db follow --once')
    .action(async ({ once, again }: { readonly once?: boolean; readonly again?: boolean }) => {
      const { values } = await context.configuration()
      let isAway = false
      let isCaughtUp = false
      const copied = await followDesk(placeIn(values), {
        folder: context.deskFolder,
        clock: liveClock,
        signal: context.interruption(),
        isOnce: once === true,
        isAgain: again === true,
        onState: (state) => {
          const wasAway = isAway
          isAway = state.kind === 'away'
          if (state.kind === 'away') {
            if (!wasAway) context.note(`The database is away (${state.why}); it is tried again.`)
            return
          }
          if (wasAway) context.note(`The database is back, at event ${state.sequence}.`)
          if (state.isCaughtUp && !isCaughtUp)
            context.note(`All ${state.sequence} events are in the database.`)
          isCaughtUp ||= state.isCaughtUp
        },
      })
      context.json({ command: 'db follow', copied })
      context.print(`${copied} events of this journal are in the database.`)
    })
}
