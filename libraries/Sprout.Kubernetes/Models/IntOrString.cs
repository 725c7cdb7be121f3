using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Sprout.Kubernetes.Models;

/// <summary>A number or a name, such as a port; JSON keeps the difference.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
[StructLayout(LayoutKind.Auto)]
public readonly record struct IntOrString
{
    private readonly int _number;

    /// <summary>A number.</summary>
    public IntOrString(int number) => _number = number;

    /// <summary>A name.</summary>
    public IntOrString(string name) => Name = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The name; null where it is a number.</summary>
    public string? Name { get; }

    /// <summary>The number; null where it is a name.</summary>
    public int? Number => Name is null ? _number : null;

    /// <summary>As a number.</summary>
    public static implicit operator IntOrString(int number) => new(number);

    /// <summary>As a name.</summary>
    public static implicit operator IntOrString(string name) => new(name);

    /// <summary>As a number.</summary>
    public static IntOrString FromInt32(int number) => new(number);

    /// <summary>As a name.</summary>
    public static IntOrString FromString(string name) => new(name);

    /// <summary>Number or name.</summary>
    public override string ToString() => Name ?? _number.ToString(CultureInfo.InvariantCulture);
}
