"""The room server: orders, keeps and relays what people draw."""
