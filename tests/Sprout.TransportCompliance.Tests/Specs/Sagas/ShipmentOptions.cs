namespace Sprout.TransportCompliance.Tests.Specs.Sagas;

/// <param name="StockAddress">Who knows the stock.</param>
/// <param name="StockTimeout">How long it may take to answer; zero is for ever.</param>
/// <param name="PackingTime">How long the packing may take.</param>
public sealed record ShipmentOptions(Uri StockAddress, TimeSpan StockTimeout, TimeSpan PackingTime);
