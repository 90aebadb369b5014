using FunctionsMaaS.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Azurite))]
