namespace Sprout.Redis.Protocol;

/// <summary>The first byte of a RESP2 element.</summary>
internal enum RespType : byte
{
    SimpleString = (byte)'+',
    Error = (byte)'-',
    Integer = (byte)':',
    BulkString = (byte)'$',
    Array = (byte)'*',
}
