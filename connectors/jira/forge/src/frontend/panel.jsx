// The panel on the issue: whether the gate is open, and if not, what is missing.

import React, { useEffect, useState } from "react";
import ForgeReconciler, { List, ListItem, SectionMessage, Stack, Text } from "@forge/react";
import { invoke } from "@forge/bridge";

const UNREAD = { open: false, text: "The gate could not be read. Open the issue again.", reasons: [] };

const Panel = () => {
  const [gate, setGate] = useState();
  useEffect(() => {
    invoke("gate").then(setGate, () => setGate(UNREAD));
  }, []);
  if (gate === undefined) {
    return <Text>Reading the gate…</Text>;
  }
  return (
    <Stack space="space.100">
      <SectionMessage appearance={gate.open ? "success" : "warning"}>
        <Text>{gate.text}</Text>
      </SectionMessage>
      {gate.reasons.length > 0 && (
        <List type="unordered">
          {gate.reasons.map((reason, index) => (
            <ListItem key={index}>
              <Text>{reason}</Text>
            </ListItem>
          ))}
        </List>
      )}
    </Stack>
  );
};

ForgeReconciler.render(
  <React.StrictMode>
    <Panel />
  </React.StrictMode>,
);
