// Relative, so that the page works under / and under /api.
SwaggerUIBundle({ url: "openapi/v1.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
