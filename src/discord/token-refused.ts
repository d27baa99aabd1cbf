/** The token is not (or no longer) a bot's. Waiting does not help; whoever runs the bot must act. */
export class TokenRefusedError extends Error {
  override readonly name = 'TokenRefusedError';
}
