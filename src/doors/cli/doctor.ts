import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { reasonOf } from '../../base/index.ts'
import {
  type Configuration,
  type DoctorQuestion,
  examine,
  modelQuestion,
  reviewerQuestion,
  operatingQuestion,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

/** `doctor`: what is wrong with this installation and how to mend it. */
export function doctorCommand(context: CliContext): Command {
  return new Command('doctor')
    .description('Says what is wrong with this installation and how to mend it.')
    .addHelpText('after', '\nExample:\n  coinswarm doctor --json')
    .action(async () => {
      const settings = await settingsQuestion(context)
      const report = await examine({
        deskFolder: context.deskFolder,
        port: settings.configuration?.values.http.port,
        // Three folders up from this file is the package, in `src` and in `dist` alike.
        pageFolder: fileURLToPath(new URL('../../../web/dist', import.meta.url)),
        startedBy: process.env['COINSWARM_STARTED_BY'],
        searchPath: process.env['PATH'] ?? '',
        more: settings.questions,
      })
      for (const { name, status, detail } of report.checks)
        context.print(`${status.padEnd(5)} ${name.padEnd(15)} ${detail}`)
      context.print(report.ok ? 'All is well.' : 'Something is wrong: see the lines that fail.')
      context.json({ command: 'doctor', ...report })
      if (!report.ok) context.answerNo()
    })
}

type SettingsQuestion = {
  readonly configuration: Configuration | undefined
  readonly questions: readonly DoctorQuestion[]
}

/** The settings, read once: for their own checks, and for the port. */
async function settingsQuestion(context: CliContext): Promise<SettingsQuestion> {
  const name = 'settings'
  try {
    const configuration = await context.configuration()
    const given = Object.values(configuration.origins).filter((origin) => origin !== 'default')
    const detail = `${given.length} set, the rest by default`
    const own: DoctorQuestion = { name, ask: () => ({ status: 'ok', detail }) }
    const { values } = configuration
    const model = modelQuestion(values.model, context.deskFolder, liveClock)
    const reviewer = reviewerQuestion(values, context.deskFolder, liveClock)
    const questions = [own, operatingQuestion(values), model, reviewer]
    return { configuration, questions }
  } catch (error) {
    const detail = reasonOf(error)
    return {
      configuration: undefined,
      questions: [{ name, ask: () => ({ status: 'fail', detail }) }],
    }
  }
}
