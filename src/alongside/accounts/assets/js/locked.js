// Where one page was opened again by the PIN, the others open with it.
if ("BroadcastChannel" in window) {
  new BroadcastChannel("pages").onmessage = ({ data }) => {
    if (data === "moved") location.reload();
    if (data === "left") location.replace("/");
  };
}
