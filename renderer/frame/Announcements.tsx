import { useSyncExternalStore } from 'react';
import { lastAnnouncement, subscribeAnnouncements } from './announce.ts';

/** The region that screen readers listen to while pages and items come and go. */
export function Announcements() {
  const words = useSyncExternalStore(subscribeAnnouncements, lastAnnouncement);
  return (
    <div className="unseen" aria-live="polite" data-announcements>
      {words}
    </div>
  );
}
