import type { Metadata } from "next";
import { LoginPage } from "#components/access/login-page";
import { nextPlace } from "#lib/access/next-place";
import { asSignInProblem } from "#lib/access/provider";
import { services } from "#server/services";

export const metadata: Metadata = { title: "Log in" };

export default async function Login({ searchParams }: PageProps<"/login">) {
  const { next, problem } = await searchParams;
  return (
    <LoginPage
      next={nextPlace(typeof next === "string" ? next : null)}
      provider={services().access.provider()}
      problem={asSignInProblem(problem)}
    />
  );
}
