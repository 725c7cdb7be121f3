namespace Sprout.CaptchaAttackers.People;

/// <summary>What a hand drags with.</summary>
public enum PointingDevice
{
    /// <summary>A mouse.</summary>
    Mouse,

    /// <summary>A laptop's trackpad.</summary>
    Trackpad,

    /// <summary>A finger on the screen.</summary>
    Touch,

    /// <summary>A pen on the screen or on a tablet.</summary>
    Pen,
}
