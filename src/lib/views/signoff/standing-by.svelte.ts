/** How often time on the page moves on, in milliseconds. */
const TICK_MS = 20_000;

/** A page that stands by: time passes, the network goes and comes, and others sign meanwhile. */
export class StandingBy {
  isOffline = $state(false);
  /** Milliseconds since the page came. */
  elapsed = $state(0);

  /** @param look brings the page up to date @returns what ends it */
  begin(look: () => void): () => void {
    const lookAgain = () => {
      this.isOffline = !navigator.onLine;
      if (document.visibilityState === 'visible' && !this.isOffline) look();
    };
    const since = Date.now();
    const ticking = setInterval(() => (this.elapsed = Date.now() - since), TICK_MS);
    this.isOffline = !navigator.onLine;
    window.addEventListener('online', lookAgain);
    window.addEventListener('offline', lookAgain);
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      clearInterval(ticking);
      window.removeEventListener('online', lookAgain);
      window.removeEventListener('offline', lookAgain);
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }
}
