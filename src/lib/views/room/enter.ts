import { mount, type ComponentProps } from 'svelte';
import { loadRoomCatalog } from '#lib/messages/words.ts';
import RoomPage from './RoomPage.svelte';

/** What the page was drawn with, as the server put it into the page. */
type Given = Omit<ComponentProps<typeof RoomPage>, 'catalog'>;

const given = JSON.parse(document.querySelector('#room-given')!.textContent!) as Given;
const catalog = await loadRoomCatalog(given.locale);
const place = document.querySelector('#room')!;
place.replaceChildren();
mount(RoomPage, { target: place, props: { ...given, catalog } });
