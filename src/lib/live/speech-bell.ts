const KEY = 'lianxi-bell';

let audio: AudioContext | null = null;
let chosen: boolean | null = null;

/** Whether this device sounds; off until its owner switches it on. */
export const isBellOn = (): boolean => {
  if (chosen !== null) return chosen;
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
};

/** Switches the bell. To be called by a press: browsers let sound begin only then. */
export const setBell = (on: boolean): void => {
  chosen = on;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Without a store the choice holds until the page goes.
  }
  if (on) ring(1);
};

/** Soft strokes: one a minute before a speech must end, two at the end. Silent where sound is off or not allowed. */
export const ring = (strokes: number): void => {
  if (!isBellOn() || typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  void audio.resume().catch(() => {});
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    const at = audio.currentTime + stroke * 0.35;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.15, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.32);
  }
};
