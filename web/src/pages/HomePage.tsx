import { ContainerList } from '../features/containers/ContainerList';
import { useContainers } from '../features/containers/useContainers';
import { CreateForm } from '../features/create/CreateForm';
import { usePendingTitle } from '../features/live/usePendingTitle';
import { t } from '../texts';

export function HomePage() {
  usePendingTitle(useContainers().rows, t.product);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[22rem_minmax(0,1fr)] lg:gap-10 xl:grid-cols-[24rem_minmax(0,1fr)]">
      <div className="lg:sticky lg:top-22 lg:-m-2 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto lg:p-2">
        <CreateForm />
      </div>
      <ContainerList />
    </div>
  );
}
