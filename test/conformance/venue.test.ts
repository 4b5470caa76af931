import { libraryVenue } from './library-venue.ts'
import { barVenue, bookVenue } from './paper-venue.ts'
import { describeVenue } from './venue.ts'

describeVenue(libraryVenue)
describeVenue(barVenue)
describeVenue(bookVenue)
