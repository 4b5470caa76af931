import { Command } from 'commander'
import { openapiDocument } from '../api/index.ts'
import type { CliContext } from './cli-context.ts'

/** `coinswarm api`: what programs ask a desk. */
export function apiCommand(context: CliContext): Command {
  return new Command('api')
    .description('What the HTTP API of a desk takes and answers.')
    .addHelpText('after', '\nExample:\n  coinswarm api openapi')
    .addCommand(
      new Command('openapi')
        .description('Print the OpenAPI 3.1 document.')
        .addHelpText('after', '\nExample:\n  coinswarm api openapi')
        .action(() => {
          const document = openapiDocument()
          context.print(JSON.stringify(document, undefined, 2))
          context.json(document)
        }),
    )
}
