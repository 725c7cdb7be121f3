namespace Sprout.ClusterSimulator.Calls;

/// <summary>One call of the API, in the words of an API server's audit log.</summary>
/// <param name="Number">Which call it is, counted from 1 since the simulator started.</param>
/// <param name="Verb"><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c> or <c>deletecollection</c>.</param>
/// <param name="Resource"><c>pods</c>, <c>pods/log</c>, …; of what is no resource the path, such as <c>/version</c>.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Name">The object's name, or empty.</param>
/// <param name="UserAgent">Who calls, as they say.</param>
public sealed record ApiCall(long Number, string Verb, string Resource, string Namespace, string Name, string UserAgent);
