import { Compass } from "lucide-react";
import { buttonClass } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { Link } from "#components/ui/link";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Empty
      icon={Compass}
      title="There is no page here"
      action={
        <Link href="/" className={buttonClass("primary")}>
          Go to the overview
        </Link>
      }
    >
      The address may be mistyped, or from another version.
    </Empty>
  );
}
