/** The store of this page, made from the data in its markup; null on pages that belong to no guide. */
import type { Block } from '../../runbook/model.ts';
import { unpack, type PackedData } from '../../protocol/page-data.ts';
import { inTurn } from '../platform/in-turn.ts';
import { part } from '../platform/lazy-import.ts';
import { createStore, type PageState, type Store } from './store.ts';

const sessionPart = part(() => import('./shown-session.ts'));
let made: Store | null | undefined;

function pageStore(): Store | null {
  made ??= readStore();
  return made;
}

function readStore(): Store | null {
  const script = document.getElementById('guidepost-data');
  return script ? createStore(unpack(JSON.parse(script.textContent ?? '') as PackedData), sessionPart) : null;
}

export function blockOf(store: Store, id: string | undefined): Block | undefined {
  return store.data.runbook.blocks.find((block) => block.id === id);
}

/** An element that draws the store's state as long as it is in the page. */
export abstract class GuideElement extends HTMLElement {
  #stop: (() => void) | undefined;
  #begun = false;

  connectedCallback(): void {
    const store = pageStore();
    if (!store) return;
    if (this.isOneOfMany && !this.#begun) inTurn(() => this.isConnected && this.#start(store));
    else this.#start(store);
  }

  #start(store: Store): void {
    if (!this.#begun) this.begin(store);
    this.#begun = true;
    this.#stop?.();
    this.#stop = store.subscribe((state) => this.draw(state, store));
  }

  /** Whether it may wait for its turn: as many of them stand in a page as its author writes. */
  protected readonly isOneOfMany: boolean = false;

  disconnectedCallback(): void {
    this.#stop?.();
  }

  /** Called once, before the first drawing. */
  abstract begin(store: Store): void;
  abstract draw(state: PageState, store: Store): void;
}
