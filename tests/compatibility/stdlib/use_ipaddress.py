"""Uses ipaddress of the standard library."""

import ipaddress

if __name__ == "__main__":
    address = ipaddress.IPv4Address("192.168.1.17")
    network = ipaddress.IPv4Network("192.168.1.0/28")
    print(address, int(address), address in network, network.num_addresses, network.netmask, network.broadcast_address)
    print([str(host) for host in network.hosts()][:3])
    print(address.is_private, address + 5, address < ipaddress.IPv4Address("192.168.1.18"))
    try:
        ipaddress.IPv4Address("300.1.1.1")
    except ipaddress.AddressValueError as error:
        print(error)
