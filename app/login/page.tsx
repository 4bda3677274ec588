import type { Metadata } from "next";
import { LoginPage } from "#components/access/login-page";

export const metadata: Metadata = { title: "Log in" };

export default function Login() {
  return <LoginPage />;
}
