namespace Sprout.Gateway.Errors;

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">The member of the body, the query parameter or the header; a member of an object as <c>env.NAME</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record FieldError(string Field, string Message);
