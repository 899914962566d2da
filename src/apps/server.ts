import { runProgram, runServer } from './run-server.ts'

/** `npm start`. */
runProgram(runServer)
